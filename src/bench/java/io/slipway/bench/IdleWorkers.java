package io.slipway.bench;

import io.slipway.contract.Topic;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;

/** Puts a worker that does nothing in the place of each of Slipway's. */
final class IdleWorkers implements BeanFactoryPostProcessor {

    private record Idle(Topic topic) implements Worker {
        @Override
        public Outcome work(Job job) {
            return Outcome.done();
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (var name : beans.getBeanNamesForType(Worker.class, true, false)) {
            ((BeanDefinitionRegistry) beans).removeBeanDefinition(name);
        }
        for (var topic : Topic.values()) {
            beans.registerSingleton("idle-" + topic.id(), new Idle(topic));
        }
    }
}
