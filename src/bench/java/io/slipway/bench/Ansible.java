package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A playbook that sets the link, and whose handler restarts the shop. */
final class Ansible {

    private Ansible() {}

    static Way way(Path folder, LinkedShop shop, Sshd sshd) throws IOException {
        Files.createDirectories(folder);
        var settings = folder.resolve("ansible.cfg");
        Files.writeString(settings, settings(folder, sshd));
        Files.writeString(folder.resolve("hosts"), host(sshd));
        Files.writeString(folder.resolve("rollback.yml"), playbook(shop));
        var command = new ProcessBuilder("ansible-playbook", "rollback.yml", "-e", "to=" + LinkedShop.FIRST)
                .directory(folder.toFile());
        command.environment().put("ANSIBLE_CONFIG", settings.toString());
        command.environment().put("ANSIBLE_HOME", folder.toString());
        return new LinkedWay("Ansible", shop, command, folder.resolve("said"));
    }

    /** Pipelining is off by default; Ansible's documentation says to turn it on for speed. */
    private static String settings(Path folder, Sshd sshd) {
        return """
                [defaults]
                inventory = %1$s/hosts
                remote_tmp = %1$s/tmp
                [ssh_connection]
                pipelining = True
                control_path_dir = %1$s/cp
                ssh_common_args = -F /dev/null -o UserKnownHostsFile=%2$s
                """
                .formatted(folder, sshd.knownHosts());
    }

    private static String host(Sshd sshd) {
        return """
                [shop]
                one ansible_host=127.0.0.1 ansible_port=%d ansible_user=%s ansible_ssh_private_key_file=%s \
                ansible_python_interpreter=/usr/bin/python3
                """
                .formatted(sshd.port(), Sshd.user(), sshd.userKey());
    }

    /** It gathers no facts, which would cost it a second and more, as it needs none. */
    private static String playbook(LinkedShop shop) {
        return """
                - name: Roll the shop back
                  hosts: shop
                  gather_facts: false
                  tasks:
                    - name: Set the link to the release before
                      ansible.builtin.file:
                        src: %s/releases/{{ to }}
                        dest: %s
                        state: link
                      notify: Restart the shop
                  handlers:
                    - name: Restart the shop
                      ansible.builtin.command: %s restart
                """
                .formatted(shop.root(), shop.current(), shop.script());
    }
}
