package io.slipway.shell;

import java.io.IOException;
import java.util.List;

/** What the account that this program runs as may do as somebody else, by sudo(8). */
public final class Sudo {

    private static final String BEGIN = "may run the following commands on ";
    private static final String NOTHING = "may not run sudo";

    private Sudo() {}

    /**
     * What it may run, a line each as sudo writes it, such as {@code (root) NOPASSWD: /usr/bin/systemctl reload nginx}; nothing
     * where there is no sudo.
     *
     * @throws IOException if that cannot be read without a password
     */
    public static List<String> allowed() throws IOException, InterruptedException {
        if (!Host.has("sudo")) {
            return List.of();
        }
        var answer = Program.run("sudo", "-n", "-l");
        return read(answer.exit(), answer.output());
    }

    static List<String> read(int exit, String said) throws IOException {
        var begin = said.indexOf(BEGIN);
        if (exit == 0 && begin >= 0) {
            return said.substring(begin)
                    .lines()
                    .skip(1)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        if (said.contains(NOTHING)) {
            return List.of();
        }
        throw new IOException("'sudo -n -l' ended with " + exit + ": "
                + said.lines().filter(line -> !line.isBlank()).limit(2).toList());
    }
}
