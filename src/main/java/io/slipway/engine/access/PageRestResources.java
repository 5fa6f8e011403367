package io.slipway.engine.access;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;

/**
 * The engine's REST interface once more, as the pages of the web applications call it: registered under the name that
 * Camunda would use, before Camunda does, so that errors are said the same way here.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!worker")
class PageRestResources {

    @Bean
    ServletRegistrationBean<ServletContainer> pageRest() {
        var registration = new ServletRegistrationBean<>(new ServletContainer(), "/camunda/api/engine/*");
        registration.setName("Engine Api");
        registration.addInitParameter("jakarta.ws.rs.Application", Rest.class.getName());
        registration.setAsyncSupported(true);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Made by Jersey, which looks for a public constructor. */
    public static final class Rest extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            var classes = new LinkedHashSet<Class<?>>();
            classes.add(NamedProcessEngineRestServiceImpl.class);
            CamundaRestResources.getConfigurationClasses().stream()
                    .filter(type -> !ExceptionMapper.class.isAssignableFrom(type))
                    .forEach(classes::add);
            classes.add(Problems.class);
            classes.add(BoundedQueries.class);
            return classes;
        }

        @Override
        public Set<Object> getSingletons() {
            return Set.of(JacksonFeature.withoutExceptionMappers());
        }
    }
}
