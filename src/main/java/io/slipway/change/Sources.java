package io.slipway.change;

import io.slipway.catalog.Service;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** The repositories that versions are built from. */
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

    /**
     * The service's repository, with the commit in it if there is one anywhere: what is not there yet is fetched.
     *
     * @throws IOException if the catalog names none, or its remote cannot be asked
     */
    static Path holding(Service service, String commit) throws IOException {
        var folder = service.repository();
        if (folder == null) {
            throw new IOException("the catalog names no repository of " + service.service());
        }
        var remote = service.remote();
        if (remote != null && !isThere(folder, commit)) {
            new RemoteBranches(folder, remote).fetch();
        }
        return folder;
    }

    private static boolean isThere(Path folder, String commit) throws IOException {
        try (var git = open(folder);
                var walk = new RevWalk(git)) {
            return find(walk, commit) != null;
        }
    }

    /** The commit of this full id; null if there is none. */
    static @Nullable RevCommit find(RevWalk walk, String commit) throws IOException {
        try {
            return ObjectId.isId(commit) ? walk.parseCommit(ObjectId.fromString(commit)) : null;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return null;
        }
    }

    /**
     * The files of a commit; of none if it is null.
     *
     * @throws IOException if there is no such commit
     */
    static AbstractTreeIterator tree(ObjectReader reader, Path folder, @Nullable String commit) throws IOException {
        if (commit == null) {
            return new EmptyTreeIterator();
        }
        try (var walk = new RevWalk(reader)) {
            var found = find(walk, commit);
            if (found == null) {
                throw new IOException("the repository " + folder + " has no commit " + commit);
            }
            return new CanonicalTreeParser(null, reader, found.getTree());
        }
    }

    /** What a file holds; nothing if it is not there. */
    static RawText text(ObjectReader reader, AbbreviatedObjectId id) throws IOException {
        var object = id.toObjectId();
        return object == null || object.equals(ObjectId.zeroId())
                ? RawText.EMPTY_TEXT
                : new RawText(reader.open(object, Constants.OBJ_BLOB).getBytes());
    }
}
