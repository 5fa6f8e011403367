package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;

/**
 * The git repository that everybody pushes to. New commits are fetched from there into the service's {@code repository}.
 *
 * @param url as git names one: a folder, or {@code https://…}
 * @param productionBranch what production is released from; {@code main} if absent
 */
public record Remote(@JsonProperty(required = true) String url, String productionBranch) {

    public Remote {
        Check.matches("url", url, "\\S+");
        url = url.contains(":") ? url : CatalogFile.resolve(Path.of(url)).toString();
        // absent in the file
        productionBranch = productionBranch == null ? "main" : productionBranch;
        // what git allows in a branch's name, or less
        Check.matches("productionBranch", productionBranch, "[A-Za-z0-9_][A-Za-z0-9_./-]*");
    }
}
