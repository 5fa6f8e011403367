package io.slipway.api;

import io.slipway.engine.proof.DeployedModels;
import io.slipway.evidence.EvidencePacks;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Gives the evidence of a release away; the access table says to whom. */
@RestController
@Profile("!worker")
class EvidenceApi {

    private final EvidencePacks packs;
    private final DeployedModels models;

    EvidenceApi(EvidencePacks packs, DeployedModels models) {
        this.packs = packs;
        this.models = models;
    }

    /** The pack of the release with this key; 404 if there is no evidence of one. */
    @GetMapping("/api/releases/{key}/evidence")
    ResponseEntity<byte[]> evidence(@PathVariable("key") String key) {
        return packs.of(key, models::of)
                .map(zip -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("application/zip"))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(key + "-evidence.zip")
                                        .build()
                                        .toString())
                        .body(zip))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
