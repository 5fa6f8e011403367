package io.slipway.change;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The commits between two versions that say of themselves, by convention, that they mend something or take it back: the
 * types {@code fix}, {@code bugfix}, {@code hotfix} and {@code revert} of Conventional Commits, what {@code git revert}
 * writes, and the trailer {@code Fixes}. Words in prose say nothing: who writes "fix" there may mean anything.
 *
 * @param named the newest ones, for people
 * @param count of all of them
 */
record FixCommits(List<String> named, int count) {

    private static final int MOST_NAMED = 3;
    private static final int SHORT_ID = 7;
    private static final int LONGEST_SUBJECT = 80;
    private static final Pattern TYPE =
            Pattern.compile("(fix|bugfix|hotfix|revert)(\\([^)]*\\))?!?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern REVERT = Pattern.compile("Revert \".*", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile(
            "^(Fixes(: *| #)\\S.*|This reverts commit [0-9a-f]{7,64}.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    FixCommits {
        named = List.copyOf(named);
    }

    /**
     * Reads the messages of all commits that are part of one version and not of the other.
     *
     * @throws IOException if one of the two is not there
     */
    static FixCommits between(Path folder, String commit, String since) throws IOException {
        try (var git = Sources.open(folder);
                var walk = new RevWalk(git)) {
            walk.markStart(required(walk, folder, commit));
            walk.markUninteresting(required(walk, folder, since));
            var named = new ArrayList<String>();
            var count = 0;
            for (var one : walk) {
                if (mends(one.getFullMessage())) {
                    count++;
                    if (named.size() < MOST_NAMED) {
                        named.add(name(one));
                    }
                }
            }
            return new FixCommits(named, count);
        }
    }

    private static RevCommit required(RevWalk walk, Path folder, String commit) throws IOException {
        var found = Sources.find(walk, commit);
        if (found == null) {
            throw new IOException("the repository " + folder + " has no commit " + commit);
        }
        return found;
    }

    /** Whether a commit with this message says that it mends something, or takes it back. */
    static boolean mends(String message) {
        return TYPE.matcher(message).matches()
                || REVERT.matcher(message).matches()
                || LINE.matcher(message).find();
    }

    private static String name(RevCommit commit) {
        var subject = commit.getShortMessage();
        return commit.name().substring(0, SHORT_ID) + " '"
                + (subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT - 1) + "…" : subject)
                + "'";
    }

    boolean isEmpty() {
        return count == 0;
    }

    String inWords() {
        return String.join(", ", named) + (count > named.size() ? " and " + (count - named.size()) + " more" : "");
    }
}
