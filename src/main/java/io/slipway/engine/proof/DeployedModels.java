package io.slipway.engine.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The models, decisions and forms that a release runs with: what was deployed together with its process. */
@Component
@Profile("!worker")
public class DeployedModels {

    private final ObjectProvider<ProcessEngine> engine;
    private final Map<String, Map<String, String>> digests = new ConcurrentHashMap<>();

    DeployedModels(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    /** The bytes of everything in a deployment, by name; nothing if there is no such deployment. */
    public Map<String, byte[]> of(String deployment) {
        return ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> read(deployment));
    }

    private static Map<String, byte[]> read(String deployment) {
        var models = new TreeMap<String, byte[]>();
        Context.getCommandContext()
                .getResourceManager()
                .findResourcesByDeploymentId(deployment)
                .forEach(resource -> models.put(resource.getName(), resource.getBytes()));
        return models;
    }

    /** SHA-256 of everything in a deployment, by name; within a command. A deployment does not change: it is read once. */
    Map<String, String> digests(String deployment) {
        return digests.computeIfAbsent(deployment, id -> digests(read(id)));
    }

    /** SHA-256 of each of them, by name. */
    public static Map<String, String> digests(Map<String, byte[]> models) {
        var texts = new TreeMap<String, String>();
        models.forEach((name, bytes) -> texts.put(name, sha256(bytes)));
        return texts;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java knows no SHA-256", e);
        }
    }
}
