package io.slipway;

import io.slipway.catalog.Catalog;
import io.slipway.contract.WorkerAccount;
import io.slipway.engine.backup.RestoreCommand;
import io.slipway.evidence.EvidenceCommand;
import io.slipway.gateway.Gateway;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Slipway. Mails have settings of their own: Boot's would bring a second sender, and its health. */
@SpringBootApplication(exclude = MailSenderAutoConfiguration.class)
@EnableScheduling
public class Slipway {

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("gateway")) {
            Gateway.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("evidence")) {
            EvidenceCommand.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("restore")) {
            RestoreCommand.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        SpringApplication.run(Slipway.class, arguments);
    }

    @Bean
    Catalog catalog(@Value("${slipway.catalog}") Path folder) {
        return Catalog.read(folder);
    }

    /** One secret for both sides: the engine's door checks it, the workers of this JVM present it. */
    @Bean
    WorkerAccount workerAccount(
            @Value("${slipway.worker.secret:}") String secret,
            @Value("${slipway.worker.secret-file:#{null}}") @Nullable Path secretFile,
            @Value("${slipway.worker.engine:}") String engineElsewhere) {
        if (!engineElsewhere.isBlank() && secret.isBlank() && secretFile == null) {
            throw new IllegalStateException("Workers of an engine elsewhere (" + engineElsewhere
                    + ") need the secret of its worker account: give both the same slipway.worker.secret-file");
        }
        return secretFile == null ? WorkerAccount.ofConfigured(secret) : WorkerAccount.ofFile(secretFile);
    }
}
