// A split asks a question; "Yes" carries the condition, and what happens without an answer is the safe thing.
const { is } = require('bpmnlint-utils');

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:ExclusiveGateway') || (node.outgoing || []).length < 2) return;
    if (!/\?$/.test(node.name || '')) reporter.report(node.id, 'a split asks a question');
    if (!node.default) reporter.report(node.id, 'a split needs a default flow');
    for (const flow of node.outgoing) {
      if (!flow.name) reporter.report(flow.id, 'an answer needs a label');
      const isDefault = node.default === flow;
      if (isDefault === Boolean(flow.conditionExpression)) {
        reporter.report(flow.id, 'the default flow has no condition, every other one has');
      }
      if (flow.name === 'Yes' && isDefault) reporter.report(flow.id, '"Yes" carries the condition');
    }
  },
});
