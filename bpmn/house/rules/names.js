// An id says what the element is: its kind, then words in PascalCase. A topic is its task's label in kebab-case.
const { is } = require('bpmnlint-utils');

const PREFIXES = [
  ['bpmn:StartEvent', 'StartEvent'],
  ['bpmn:EndEvent', 'EndEvent'],
  ['bpmn:BoundaryEvent', 'BoundaryEvent'],
  ['bpmn:Event', 'Event'],
  ['bpmn:CallActivity', 'CallActivity'],
  ['bpmn:SubProcess', 'SubProcess'],
  ['bpmn:Task', 'Task'],
  ['bpmn:Gateway', 'Gateway'],
];

const words = (label) => label.match(/[A-Za-z0-9]+/g) || [];
const kebab = (label) => words(label).join('-').toLowerCase();
const pascal = (label) => words(label).map((word) => word[0].toUpperCase() + word.slice(1)).join('');

module.exports = () => ({
  check(node, reporter) {
    const hit = PREFIXES.find(([type]) => is(node, type));
    if (!hit) return;
    if (!new RegExp(`^${hit[1]}_[A-Z][A-Za-z0-9]+$`).test(node.id)) {
      reporter.report(node.id, `id must read ${hit[1]}_WhatItIs`);
    }
    if (is(node, 'bpmn:Task') && node.id !== `Task_${pascal(node.name || '')}`) {
      reporter.report(node.id, `id must be the label: Task_${pascal(node.name || '')}`);
    }
    const topic = node.get('camunda:topic');
    if (topic && topic !== kebab(node.name || '')) {
      reporter.report(node.id, `topic must be the label in kebab-case: ${kebab(node.name || '')}`);
    }
  },
});
