// Every version of a process is told apart, and its history does not stay for ever.
const { is } = require('bpmnlint-utils');

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:Process')) return;
    for (const name of ['versionTag', 'historyTimeToLive']) {
      if (!node.get(`camunda:${name}`)) reporter.report(node.id, `a process has ${name}`);
    }
    for (const flow of node.flowElements.filter((element) => is(element, 'bpmn:SequenceFlow'))) {
      const text = flow.conditionExpression && flow.conditionExpression.body;
      if (text && !/^\$\{.*\}$/.test(text)) reporter.report(flow.id, 'a condition is one expression');
    }
  },
});
