package io.slipway.model;

import io.slipway.contract.ProcessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;

/** The models as they lie in the repository. */
final class Models {

    private Models() {}

    static List<Path> files(String folder, String suffix) {
        try (var files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every activity and every flow of the model has to be walked by the stories of the class. */
    static ProcessEngineCoverageExtension walkedWholly(ProcessKey process) {
        var others = Arrays.stream(ProcessKey.values())
                .filter(other -> other != process)
                .map(ProcessKey::id)
                .toArray(String[]::new);
        return ProcessEngineCoverageExtension.builder()
                .excludeProcessDefinitionKeys(others)
                .assertClassCoverageAtLeast(1.0)
                .build();
    }

    /** Deploys all of them as one set, once an engine. */
    static void deploy(ProcessEngine engine) {
        var deployment =
                engine.getRepositoryService().createDeployment().name("stories").enableDuplicateFiltering(false);
        for (var folder : List.of("bpmn", "forms")) {
            for (var suffix : List.of(".bpmn", ".dmn", ".form")) {
                files(folder, suffix)
                        .forEach(file -> deployment.addString(folder + "/" + file.getFileName(), read(file)));
            }
        }
        deployment.deploy();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
