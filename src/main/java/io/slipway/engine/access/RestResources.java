package io.slipway.engine.access;

import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The engine's REST interface as it is, but for how errors are said. */
@Component
@Profile("!worker")
class RestResources extends CamundaJerseyResourceConfig {

    @Override
    protected void registerCamundaRestResources() {
        registerClasses(CamundaRestResources.getResourceClasses());
        CamundaRestResources.getConfigurationClasses().stream()
                .filter(type -> !ExceptionMapper.class.isAssignableFrom(type))
                .forEach(this::register);
        register(Problems.class);
        register(BoundedQueries.class);
        register(JacksonFeature.withoutExceptionMappers());
    }
}
