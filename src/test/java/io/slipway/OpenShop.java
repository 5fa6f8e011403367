package io.slipway;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Slipway with its sample for all tests that ask for it; it is stopped when the last test has ended. A release that a
 * test left behind is withdrawn, so that a test that fails takes no other with it.
 */
public final class OpenShop implements ParameterResolver, AfterEachCallback {

    private record Opened(RunningSlipway slipway) implements CloseableResource {

        static Opened anew() {
            try {
                var slipway =
                        new RunningSlipway(Files.createTempDirectory("slipway"), "--spring.profiles.active=sample");
                return new Opened(slipway.startSample());
            } catch (Exception e) {
                throw new IllegalStateException("The shop cannot be opened", e);
            }
        }

        @Override
        public void close() throws Exception {
            slipway.close();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        opened(test).slipway().withdrawAll();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningSlipway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return opened(test).slipway();
    }

    private static Opened opened(ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(OpenShop.class))
                .getOrComputeIfAbsent(Opened.class, type -> Opened.anew(), Opened.class);
    }
}
