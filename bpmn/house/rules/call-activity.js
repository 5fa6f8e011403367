// A called process carries the release's business key, and is handed what it needs by name, never everything.
const { is } = require('bpmnlint-utils');

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:CallActivity')) return;
    const mappings = (node.extensionElements && node.extensionElements.values) || [];
    if (!mappings.some((mapping) => mapping.$type === 'camunda:In' && mapping.businessKey)) {
      reporter.report(node.id, 'hand the business key on');
    }
    if (mappings.some((mapping) => mapping.variables === 'all')) {
      reporter.report(node.id, 'name the variables that are handed over');
    }
  },
});
