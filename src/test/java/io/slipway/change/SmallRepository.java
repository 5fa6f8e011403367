package io.slipway.change;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository. A commit changes nothing where it matters only whose it is. */
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

    /** What the next commit changes. */
    SmallRepository write(String path, String text) throws Exception {
        var file = git.getRepository().getWorkTree().toPath().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        git.add().addFilepattern(path).call();
        return this;
    }

    SmallRepository delete(String path) throws Exception {
        git.rm().addFilepattern(path).call();
        return this;
    }

    /** Another repository's commit, as a part of this one. */
    void submodule(String path, String commit) throws Exception {
        var index = git.getRepository().lockDirCache();
        var editor = index.editor();
        editor.add(new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(FileMode.GITLINK);
                entry.setObjectId(ObjectId.fromString(commit));
            }
        });
        editor.commit();
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
