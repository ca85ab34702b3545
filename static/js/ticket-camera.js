/** <ticket-camera> in a form with a field `code`: reads the code of a ticket by the camera, where the browser can.
 *  Shown only where there is a BarcodeDetector and a camera; typing works everywhere. */
class TicketCamera extends HTMLElement {
  connectedCallback() {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
    this.hidden = false;
    this.ended = new AbortController();
    this.querySelector("button").addEventListener("click", () => this.look(), { signal: this.ended.signal });
  }

  disconnectedCallback() {
    this.ended?.abort();
    this.close();
  }

  async look() {
    const video = this.querySelector("video");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      this.querySelector("[role=status]").textContent = this.dataset.failed;
      return;
    }
    video.srcObject = this.stream;
    video.hidden = false;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    while (this.stream && this.isConnected) {
      const [found] = await detector.detect(video);
      if (found) {
        this.found(found.rawValue);
        return;
      }
      await new Promise(requestAnimationFrame);
    }
  }

  found(text) {
    const { form } = this.closest("form").elements.namedItem("code");
    form.elements.namedItem("code").value = text.split("=").pop();
    this.close();
    form.requestSubmit();
  }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.querySelector("video").hidden = true;
  }
}

customElements.define("ticket-camera", TicketCamera);
