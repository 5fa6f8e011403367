// Lines run straight, leave nothing on its left, enter nothing on its right, and do not cross; the happy line is short.
const { is } = require('bpmnlint-utils');

const MOST_ON_THE_LINE = 15;

function segments(points) {
  return points.slice(1).map((point, i) => [points[i], point]);
}

function cross([a, b], [c, d]) {
  const horizontal = (p, q) => p.y === q.y;
  if (horizontal(a, b) === horizontal(c, d)) return false;
  const [[h1, h2], [v1, v2]] = horizontal(a, b) ? [[a, b], [c, d]] : [[c, d], [a, b]];
  const within = (value, one, other) => value > Math.min(one, other) + 1 && value < Math.max(one, other) - 1;
  return within(v1.x, h1.x, h2.x) && within(h1.y, v1.y, v2.y);
}

function through([a, b], shape) {
  const inset = 2;
  return (
    Math.max(a.x, b.x) > shape.x + inset &&
    Math.min(a.x, b.x) < shape.x + shape.width - inset &&
    Math.max(a.y, b.y) > shape.y + inset &&
    Math.min(a.y, b.y) < shape.y + shape.height - inset
  );
}

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:Definitions')) return;
    const elements = node.diagrams.flatMap((diagram) => diagram.plane.planeElement);
    const shapes = new Map(
      elements.filter((e) => is(e, 'bpmndi:BPMNShape')).map((e) => [e.bpmnElement.id, { ...e.bounds, element: e.bpmnElement }])
    );
    const edges = elements.filter((e) => is(e, 'bpmndi:BPMNEdge') && is(e.bpmnElement, 'bpmn:SequenceFlow'));
    edges.forEach((edge, index) => {
      const flow = edge.bpmnElement;
      const [first, last] = [edge.waypoint[0], edge.waypoint[edge.waypoint.length - 1]];
      const [source, target] = [shapes.get(flow.sourceRef.id), shapes.get(flow.targetRef.id)];
      if (Math.abs(first.x - source.x) < 2) reporter.report(flow.id, 'leaves on the left');
      if (Math.abs(last.x - (target.x + target.width)) < 2) reporter.report(flow.id, 'enters on the right');
      for (const segment of segments(edge.waypoint)) {
        const [a, b] = segment;
        if (a.x !== b.x && a.y !== b.y) reporter.report(flow.id, 'runs diagonally');
        for (const other of edges.slice(index + 1)) {
          if (segments(other.waypoint).some((s) => cross(segment, s))) {
            reporter.report(flow.id, `crosses ${other.bpmnElement.id}`);
          }
        }
        for (const [id, shape] of shapes) {
          const own = id === flow.sourceRef.id || id === flow.targetRef.id || flow.sourceRef.attachedToRef === shape.element;
          if (!own && !is(shape.element, 'bpmn:SubProcess') && through(segment, shape)) {
            reporter.report(flow.id, `runs through ${id}`);
          }
        }
      }
    });
    for (const start of [...shapes.values()].filter((s) => is(s.element, 'bpmn:StartEvent'))) {
      const height = start.y + start.height / 2;
      const onTheLine = [...shapes.values()].filter((s) => s.y + s.height / 2 === height);
      if (onTheLine.length > MOST_ON_THE_LINE) reporter.report(start.element.id, `${onTheLine.length} shapes on the happy line`);
    }
  },
});
