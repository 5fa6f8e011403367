package io.slipway.engine.people;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** How passwords and the names of people and groups are kept. */
@Component
@Profile("!worker")
class PasswordPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setPasswordEncryptor(new BcryptPasswords());
        configuration.setCustomPasswordChecker(List.of(new BcryptPasswords.Given()));
        configuration.setEnablePasswordPolicy(true);
        configuration.setGeneralResourceWhitelistPattern("[a-zA-Z0-9-]+");
        configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
    }
}
