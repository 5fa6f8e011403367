package io.slipway.change;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository of commits that change nothing: what matters is whose they are. */
final class SmallRepository implements AutoCloseable {

    private final Git git;

    SmallRepository(Path folder) throws Exception {
        git = Git.init()
                .setDirectory(Files.createDirectories(folder).toFile())
                .setInitialBranch("main")
                .call();
    }

    String commit(String email, String message) throws Exception {
        return commit(email, email, message);
    }

    /** Commits on top of what is checked out, and returns the commit's id. */
    String commit(String author, String committer, String message) throws Exception {
        return git.commit()
                .setMessage(message)
                .setAuthor(new PersonIdent("Author", author))
                .setCommitter(new PersonIdent("Committer", committer))
                .setAllowEmpty(true)
                .setSign(false)
                .call()
                .name();
    }

    /** Goes on from that commit. */
    void checkOut(String commit) throws Exception {
        git.checkout().setName(commit).call();
    }

    /** Merges a commit into what is checked out, and returns the merge's id. */
    String merge(String commit, String by) throws Exception {
        git.merge()
                .include(git.getRepository().resolve(commit))
                .setCommit(false)
                .setFastForward(MergeCommand.FastForwardMode.NO_FF)
                .call();
        return commit(by, "Merge");
    }

    @Override
    public void close() {
        git.close();
    }
}
