// One deployment is one consistent set: what a model refers to is the one deployed with it.
const { is } = require('bpmnlint-utils');

module.exports = () => ({
  check(node, reporter) {
    const bound = (type, reference, binding) => {
      if (is(node, type) && node.get(reference) && node.get(binding) !== 'deployment') {
        reporter.report(node.id, `${binding} must be deployment`);
      }
    };
    bound('bpmn:CallActivity', 'calledElement', 'camunda:calledElementBinding');
    bound('bpmn:BusinessRuleTask', 'camunda:decisionRef', 'camunda:decisionRefBinding');
    bound('bpmn:UserTask', 'camunda:formRef', 'camunda:formRefBinding');
    bound('bpmn:StartEvent', 'camunda:formRef', 'camunda:formRefBinding');
  },
});
