// The painter for machines without a graphics card.

import { CanvasPen } from './pen.js';
import { drawEdges, drawNodes } from './draw.js';

export class CanvasPainter {
  constructor(host) {
    this.name = 'canvas';
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    host.append(this.canvas);
    this.host = host;
  }

  paint(scene, camera, moving) {
    const [w, h] = camera.size;
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (this.canvas.width !== Math.round(w * ratio) || this.canvas.height !== Math.round(h * ratio)) {
      this.canvas.width = Math.round(w * ratio);
      this.canvas.height = Math.round(h * ratio);
    }
    const c = this.canvas.getContext('2d', { alpha: false });
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const pen = new CanvasPen(c);
    pen.rect(0, 0, w, h, scene.theme.paper);
    if (!(moving && scene.edges.length > 3000)) drawEdges(pen, scene, camera, [w, h]);
    drawNodes(pen, scene, camera, [w, h]);
  }

  kill() {
    this.canvas.remove();
  }
}
