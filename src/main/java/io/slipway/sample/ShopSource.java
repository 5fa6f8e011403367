package io.slipway.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The shop's git repository: one commit and one tag for each version. */
final class ShopSource implements AutoCloseable {

    /** What everybody's e-mail address of the sample ends with. */
    static final String DOMAIN = "@slipway.invalid";

    /** Who develops the shop, in turns; nobody of them has an account. */
    private static final List<PersonIdent> AUTHORS =
            List.of(new PersonIdent("Devi Rao", "devi" + DOMAIN), new PersonIdent("Emil Kurz", "emil" + DOMAIN));

    private static final String RESOURCES = "classpath*:sample/shop/";

    private final Path folder;
    private final Git git;

    ShopSource(Path folder) throws GitAPIException {
        this.folder = folder;
        this.git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call();
    }

    /**
     * Commits a version's source on top of the one before.
     *
     * @return the commit's id
     */
    String commit(ShopVersion version) throws IOException, GitAPIException {
        copy("base");
        copy(version.number());
        Files.writeString(folder.resolve("version.txt"), version.number() + "\n");
        git.add().addFilepattern(".").call();
        var author = AUTHORS.get(ShopVersion.ALL.indexOf(version) % AUTHORS.size());
        var commit = git.commit()
                .setMessage(version.change())
                .setAuthor(author)
                .setCommitter(author)
                .setSign(false)
                .call();
        git.tag().setName(version.number()).setAnnotated(false).call();
        return commit.getName();
    }

    private void copy(String layer) throws IOException {
        var marker = "sample/shop/" + layer + "/";
        for (var resource : new PathMatchingResourcePatternResolver().getResources(RESOURCES + layer + "/**")) {
            var url = resource.getURL().toString();
            var name = url.substring(url.lastIndexOf(marker) + marker.length());
            if (!name.isEmpty() && !name.endsWith("/") && resource.isReadable()) {
                var file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, resource.getContentAsByteArray());
            }
        }
    }

    /** Puts everything into a new repository without a work tree. */
    void push(Path remote) throws GitAPIException {
        Git.init()
                .setDirectory(remote.toFile())
                .setBare(true)
                .setInitialBranch("main")
                .call()
                .close();
        git.push()
                .setRemote(remote.toString())
                .setPushAll()
                .setPushTags()
                .call()
                .forEach(pushed -> pushed.getRemoteUpdates().forEach(ShopSource::requirePushed));
    }

    private static void requirePushed(RemoteRefUpdate update) {
        if (update.getStatus() != RemoteRefUpdate.Status.OK) {
            throw new IllegalStateException("The sample's sources could not be pushed: " + update);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        git.close();
    }
}
