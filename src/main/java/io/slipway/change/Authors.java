package io.slipway.change;

import io.slipway.contract.Email;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Whose work some commits are.
 *
 * @param people the e-mail addresses of authors, committers and co-authors
 * @param commits how many commits were read
 * @param since the commit that they come after; null: from the beginning
 */
record Authors(SortedSet<String> people, int commits, @Nullable String since) {

    private static final int MOST_COMMITS = 10_000;

    /** Anywhere in the message: git takes it for a trailer only at the end, but whoever wrote it is named either way. */
    private static final Pattern CO_AUTHOR = Pattern.compile("(?im)^[ \\t]*co-authored-by[ \\t]*:(.*)$");

    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*)>");

    /**
     * Reads the commits that a commit is made of and another one is not.
     *
     * @param commit the full id of the commit that is asked about
     * @param since the full id of the other one; if it is null, not there or no ancestor, everything is read
     * @throws IOException if somebody may be missing; the message says why
     */
    static Authors of(Path repository, String commit, @Nullable String since) throws IOException {
        return of(repository, commit, since, MOST_COMMITS);
    }

    /** The same with another bound on how many commits are read. */
    static Authors of(Path repository, String commit, @Nullable String since, int most) throws IOException {
        try (var git = Sources.open(repository);
                var walk = new RevWalk(git)) {
            if (!git.getObjectDatabase().getShallowCommits().isEmpty()) {
                throw new IOException("the repository " + repository + " is a shallow clone: its history is cut off");
            }
            var tip = Sources.find(walk, commit);
            if (tip == null) {
                throw new IOException("the repository " + repository + " has no commit " + commit);
            }
            var base = since == null ? null : Sources.find(walk, since);
            // the commit itself again is somebody's work too: then everything is read
            var after = base != null && !base.equals(tip) && walk.isMergedInto(base, tip) ? base : null;
            walk.reset();
            walk.markStart(tip);
            if (after != null) {
                walk.markUninteresting(after);
            }
            return read(walk, after, most);
        }
    }

    private static Authors read(RevWalk walk, @Nullable RevCommit after, int most) throws IOException {
        var people = new TreeSet<String>();
        var commits = 0;
        for (var commit : walk) {
            if (++commits > most) {
                throw new IOException("more than " + most + " commits are new: somebody would be overlooked");
            }
            addPeople(commit, people);
        }
        return new Authors(people, commits, after == null ? null : after.name());
    }

    private static void addPeople(RevCommit commit, SortedSet<String> people) throws IOException {
        people.add(address(commit, "author", commit.getAuthorIdent()));
        people.add(address(commit, "committer", commit.getCommitterIdent()));
        for (var trailer : CO_AUTHOR.matcher(commit.getFullMessage()).results().toList()) {
            var named = IN_BRACKETS.matcher(trailer.group(1)).results().toList();
            if (named.isEmpty()) {
                people.add(address(commit, "co-author", trailer.group(1)));
            }
            for (var each : named) {
                people.add(address(commit, "co-author", each.group(1)));
            }
        }
    }

    private static String address(RevCommit commit, String who, @Nullable PersonIdent person) throws IOException {
        return address(commit, who, person == null ? "" : person.getEmailAddress());
    }

    private static String address(RevCommit commit, String who, String written) throws IOException {
        return Email.of(written)
                .orElseThrow(
                        () -> new IOException("the " + who + " of commit " + commit.name() + " has no e-mail address"));
    }
}
