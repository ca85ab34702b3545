/** Two fingers: nearer or farther, and along. */

export class Pinching {
  name = "pinching";

  /** `pointers`: the two that are down, by id. */
  constructor(canvas, pointers) {
    this.canvas = canvas;
    this.pointers = pointers;
    this.last = this.measure();
    canvas.camera.start();
  }

  measure() {
    const [one, other] = [...this.pointers.values()];
    return {
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
      far: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    };
  }

  move() {
    if (this.pointers.size < 2) return;
    const now = this.measure();
    const box = this.canvas.scene.getBoundingClientRect();
    const { camera } = this.canvas;
    camera.pan(now.x - this.last.x, now.y - this.last.y);
    camera.zoom(now.far / this.last.far, now.x - box.left, now.y - box.top);
    this.last = now;
    this.canvas.rulers.draw();
  }

  up() {
    this.canvas.camera.commit();
    this.canvas.rest();
  }

  cancel() {
    this.up();
  }
}
