package io.slipway.deploy;

import io.slipway.target.Harbour;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The kind {@code process} keeps the contract. */
class ProcessDeployerContractTest extends DeployerContract {

    private Harbour harbour;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    @Override
    Deployer deployer() {
        return new ProcessDeployer(harbour.catalog().service("shop"), "staging");
    }

    @Override
    Harbour harbour() {
        return harbour;
    }
}
