package io.slipway.engine;

import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Under TLS the cookies of the web applications are sent over TLS only. */
@Component
@Profile("!worker")
class SecureCookies implements BeanPostProcessor {

    private final Environment environment;

    SecureCookies(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof CamundaBpmProperties properties && encrypted()) {
            properties.getWebapp().getSessionCookie().setEnableSecureCookie(true);
            properties.getWebapp().getCsrf().setEnableSecureCookie(true);
        }
        return bean;
    }

    private boolean encrypted() {
        return Ssl.isEnabled(
                Binder.get(environment).bind("server.ssl", Ssl.class).orElse(null));
    }
}
