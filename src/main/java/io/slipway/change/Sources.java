package io.slipway.change;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** The repositories that versions are built from, only read. */
final class Sources {

    private Sources() {}

    /** @throws IOException if there is none */
    static Repository open(Path folder) throws IOException {
        var git = FileKey.resolve(folder.toFile(), FS.DETECTED);
        if (git == null) {
            throw new IOException("there is no git repository in " + folder);
        }
        return FileRepositoryBuilder.create(git);
    }

    /** The commit of this full id; null if there is none. */
    static @Nullable RevCommit find(RevWalk walk, String commit) throws IOException {
        try {
            return ObjectId.isId(commit) ? walk.parseCommit(ObjectId.fromString(commit)) : null;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return null;
        }
    }
}
