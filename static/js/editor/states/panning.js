/** The view is moved. */

export class Panning {
  name = "panning";

  constructor(canvas, event) {
    this.canvas = canvas;
    this.last = { x: event.clientX, y: event.clientY };
    canvas.camera.start();
  }

  move(event) {
    this.canvas.camera.pan(event.clientX - this.last.x, event.clientY - this.last.y);
    this.last = { x: event.clientX, y: event.clientY };
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
