package io.slipway.change;

import io.slipway.catalog.Remote;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a remote, fetched into its clone. Where the production branch was when it was seen last is the clone's ref
 * {@code refs/slipway/seen/<branch>}, which goes forward and never back: git itself refuses that.
 */
final class RemoteBranches {

    private static final int TIMEOUT_SECONDS = 20;
    private static final String HEADS = "refs/heads/";
    private static final String SEEN = "refs/slipway/seen/";

    /**
     * What a look at the production branch found.
     *
     * @param head the commit that it is at
     * @param before the commit that it was at when it was seen last; null: it was never seen
     * @param rewritten whether it is at a commit that is not made of the one before; then the one before stays remembered
     */
    record Seen(ObjectId head, @Nullable ObjectId before, boolean rewritten) {}

    private final Path clone;
    private final Remote remote;

    RemoteBranches(Path clone, Remote remote) {
        this.clone = clone;
        this.remote = remote;
    }

    /**
     * Fetches all branches.
     *
     * @throws IOException if the remote cannot be asked
     */
    void fetch() throws IOException {
        asking(git -> fetch(git, "+" + HEADS + "*:refs/slipway/heads/*").call());
    }

    /**
     * Looks where the production branch is, and remembers it.
     *
     * @throws IOException if the remote cannot be asked, or has no such branch
     * @throws RetryableFailure if another worker does the same at this moment
     */
    Seen production() throws IOException {
        var branch = HEADS + remote.productionBranch();
        var memory = SEEN + remote.productionBranch();
        return asking(git -> {
            var before = git.getRepository().exactRef(memory);
            var fetched = fetch(git, branch + ":" + memory).call();
            var update = fetched.getTrackingRefUpdate(memory);
            return new Seen(
                    fetched.getAdvertisedRef(branch).getObjectId(),
                    before == null ? null : before.getObjectId(),
                    // git names no update of what is where it was
                    update != null && rewritten(update.getResult()));
        });
    }

    private static boolean rewritten(RefUpdate.Result result) {
        return switch (result) {
            case NEW, FAST_FORWARD, NO_CHANGE -> false;
            case REJECTED -> true;
            default -> {
                var why = "Where the production branch is cannot be remembered now: git says " + result;
                throw new RetryableFailure(why, new IOException(why));
            }
        };
    }

    private FetchCommand fetch(Git git, String refs) {
        return git.fetch()
                .setRemote(remote.url())
                .setRefSpecs(new RefSpec(refs))
                .setTagOpt(TagOpt.NO_TAGS)
                .setTimeout(TIMEOUT_SECONDS);
    }

    private interface Question<T> {
        T ask(Git git) throws IOException, GitAPIException;
    }

    private <T> T asking(Question<T> question) throws IOException {
        try (var repository = Sources.open(clone);
                var git = new Git(repository)) {
            return question.ask(git);
        } catch (GitAPIException | JGitInternalException e) {
            throw new IOException("the remote " + remote.url() + " cannot be asked: " + e.getMessage(), e);
        }
    }
}
