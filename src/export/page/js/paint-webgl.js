// The painter on the graphics card: sigma draws, our camera leads it.

import Graph from 'graphology';
import Sigma from 'sigma';
import { createEdgeArrowProgram, EdgeRectangleProgram, NodeProgram } from 'sigma/rendering';
import { floatColor } from 'sigma/utils';

/** Whether a graphics card stands behind WebGL. */
export function hasCard() {
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|software|basic render/i.test(name);
}

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_fill;
attribute vec4 a_ring;
attribute vec2 a_position;
attribute float a_size;
attribute float a_sides;
attribute float a_turn;
attribute float a_ringWidth;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_fill;
varying vec4 v_ring;
varying vec2 v_at;
varying float v_radius;
varying float v_sides;
varying float v_turn;
varying float v_ringWidth;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_pixel = u_correctionRatio * 2.0;
  v_at = a_corner * (size + v_pixel);
  gl_Position = vec4((u_matrix * vec3(a_position + v_at, 1)).xy, 0, 1);
  v_radius = size;
  v_sides = a_sides;
  v_turn = a_turn;
  v_ringWidth = a_ringWidth;
  #ifdef PICKING_MODE
  v_fill = a_id;
  v_ring = a_id;
  #else
  v_fill = a_fill;
  v_ring = a_ring;
  #endif
  v_fill.a *= bias;
  v_ring.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_fill;
varying vec4 v_ring;
varying vec2 v_at;
varying float v_radius;
varying float v_sides;
varying float v_turn;
varying float v_ringWidth;
varying float v_pixel;
const vec4 transparent = vec4(0.0);
void main(void) {
  float reach = length(v_at);
  float rim = v_radius;
  if (v_sides > 2.5) {
    // the distance to the nearest side, whose middle lies half a part after a corner
    float part = 6.28318530718 / v_sides;
    float a = atan(v_at.x, v_at.y) - v_turn - part / 2.0;
    reach = cos(floor(0.5 + a / part) * part - a) * reach;
    rim = v_radius * cos(part / 2.0);
  }
  #ifdef PICKING_MODE
  gl_FragColor = reach > rim ? transparent : v_fill;
  #else
  float inner = rim - v_ringWidth * v_pixel;
  vec4 color = mix(v_fill, v_ring, smoothstep(inner - v_pixel * 0.5, inner + v_pixel * 0.5, reach));
  gl_FragColor = mix(color, transparent, smoothstep(rim - v_pixel * 0.5, rim + v_pixel * 0.5, reach));
  #endif
}`;

class MarkerProgram extends NodeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    const one = (name) => ({ name, size: 1, type: FLOAT });
    const color = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'],
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT }, one('a_size'), one('a_sides'), one('a_turn'), one('a_ringWidth'),
        color('a_fill'), color('a_ring'), color('a_id'),
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]],
    };
  }

  processVisibleItem(id, at, n) {
    const a = this.array;
    a[at++] = n.x;
    a[at++] = n.y;
    a[at++] = n.markerSize;
    a[at++] = n.sides;
    a[at++] = n.turn;
    a[at++] = n.ringWidth;
    a[at++] = floatColor(n.color);
    a[at++] = floatColor(n.ring);
    a[at++] = id;
  }

  setUniforms(params, { gl, uniformLocations: u }) {
    gl.uniform1f(u.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(u.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(u.u_matrix, false, params.matrix);
  }
}

const ArrowProgram = createEdgeArrowProgram({ lengthToThicknessRatio: 5, widenessToThicknessRatio: 4.4 });

export class WebglPainter {
  constructor(host, model, lost) {
    this.name = 'webgl';
    this.growth = 1;
    this.stage = document.createElement('div');
    this.stage.className = 'stage';
    this.stage.setAttribute('aria-hidden', 'true');
    host.append(this.stage);
    // programs are drawn in the order of their names' making: bands below rays, which is why sigma's own names won't do
    this.graph = new Graph({ type: 'mixed', multi: true, allowSelfLoops: true });
    for (const n of model.nodes) this.graph.addNode(String(n.index), { x: n.x, y: n.y });
    for (const e of model.edges) this.graph.addUndirectedEdgeWithKey(String(e.index), String(e.source), String(e.target));
    this.lost = lost;
  }

  start() {
    this.sigma = new Sigma(this.graph, this.stage, {
      renderLabels: false,
      hideEdgesOnMove: false, stagePadding: 0, zIndex: true, minEdgeThickness: 0.4, antiAliasingFeather: 1,
      defaultNodeType: 'marker', defaultEdgeType: 'band',
      nodeProgramClasses: { marker: MarkerProgram }, nodeHoverProgramClasses: { marker: MarkerProgram },
      edgeProgramClasses: { band: EdgeRectangleProgram, ray: ArrowProgram },
      zoomToSizeRatioFunction: () => 1 / this.growth,
      nodeReducer: (key, data) => this.node(this.scene.nodes[key], data),
      edgeReducer: (key) => this.edge(this.scene.edges[key]),
      allowInvalidContainer: true,
    });
    for (const canvas of Object.values(this.sigma.getCanvases())) {
      canvas.addEventListener('webglcontextlost', () => this.lost());
    }
  }

  node(n, data) {
    return {
      x: data.x, y: data.y, size: n.r, markerSize: n.r * n.marker.grow, sides: n.marker.sides, turn: n.marker.turn,
      ringWidth: n.ringWidth, color: n.fill, ring: n.ring, hidden: n.hidden, zIndex: n.z, type: 'marker', label: null,
    };
  }

  edge(e) {
    return { size: e.width, color: e.color, hidden: e.hidden || this.bare, zIndex: e.z, type: e.directed ? 'ray' : 'band' };
  }

  paint(scene, camera, moving) {
    const fresh = this.scene !== scene;
    this.scene = scene;
    this.growth = camera.growth;
    if (!this.sigma) this.start();
    else if (fresh) this.sigma.refresh();
    this.sigma.resize();
    this.aim(camera);
    const hide = moving && scene.edges.length > 3000;
    if (this.sigma.getCanvases().edges.hidden !== hide) this.sigma.getCanvases().edges.hidden = hide;
    this.sigma.scheduleRender();
  }

  /** Our camera in sigma's terms: the middle of the view in its frame, and how far it is zoomed. */
  aim(camera) {
    const plain = { cameraState: { x: 0.5, y: 0.5, ratio: 1, angle: 0 } };
    const [o, u] = [this.sigma.graphToViewport({ x: 0, y: 0 }, plain), this.sigma.graphToViewport({ x: 1, y: 0 }, plain)];
    const scale = u.x - o.x;
    if (!(scale > 0)) return;
    const middle = { x: o.x + camera.x * scale, y: o.y - camera.y * scale };
    const { x, y } = this.sigma.viewportToFramedGraph(middle, plain);
    this.sigma.getCamera().setState({ x, y, ratio: scale / camera.k, angle: 0 });
  }

  kill() {
    this.sigma?.kill();
    this.stage.remove();
  }
}
