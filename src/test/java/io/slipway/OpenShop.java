package io.slipway;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Slipway with its sample for all tests that ask for it; it is stopped when the tests have ended. A release that a
 * test left behind is withdrawn, so that a test that fails takes no other with it.
 */
public final class OpenShop implements ParameterResolver, AfterEachCallback {

    private static final Shared<RunningSlipway> SHOP = new Shared<>(
            () -> RunningSlipway.fromJar(Files.createTempDirectory("slipway"), "--spring.profiles.active=sample")
                    .startSample());

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        SHOP.get().withdrawAll();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningSlipway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return SHOP.get();
    }
}
