// Whoever is asked knows what about and until when; and when nobody answers, something safe happens.
const { is } = require('bpmnlint-utils');

module.exports = () => ({
  check(node, reporter) {
    if (!is(node, 'bpmn:UserTask')) return;
    for (const name of ['formRef', 'candidateGroups', 'dueDate']) {
      if (!node.get(`camunda:${name}`)) reporter.report(node.id, `a user task has ${name}`);
    }
    const timers = node.$parent.flowElements.filter(
      (element) =>
        is(element, 'bpmn:BoundaryEvent') &&
        element.attachedToRef === node &&
        is(element.eventDefinitions[0], 'bpmn:TimerEventDefinition')
    );
    const lapses = timers.filter((timer) => timer.cancelActivity !== false);
    if (timers.length - lapses.length < 2 || lapses.length !== 1) {
      reporter.report(node.id, 'a user task reminds, escalates and lapses by timers');
    }
  },
});
