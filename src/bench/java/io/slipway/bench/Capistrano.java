package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project as {@code cap install} makes it, and the restart as Capistrano's README has it. */
final class Capistrano {

    private static final String CAPFILE =
            """
            require "capistrano/setup"
            require "capistrano/deploy"
            require "capistrano/scm/git"
            install_plugin Capistrano::SCM::Git
            """;

    private Capistrano() {}

    static Way way(Path folder, LinkedShop shop, Sshd sshd, Path repository) throws IOException {
        Files.createDirectories(folder.resolve("config/deploy"));
        Files.writeString(folder.resolve("Capfile"), CAPFILE);
        Files.writeString(folder.resolve("config/deploy.rb"), settings(folder, shop, repository));
        Files.writeString(folder.resolve("config/deploy/production.rb"), server(sshd));
        var command = new ProcessBuilder("cap", "production", "deploy:rollback").directory(folder.toFile());
        return new LinkedWay("Capistrano", shop, command, folder.resolve("said"));
    }

    private static String settings(Path folder, LinkedShop shop, Path repository) {
        return """
                set :application, "shop"
                set :repo_url, "%s"
                set :branch, "main"
                set :deploy_to, "%s"
                set :tmp_dir, "%s"
                task :restart_shop do
                  on roles(:app) do
                    execute "%s", "restart"
                  end
                end
                after "deploy:published", "restart_shop"
                """
                .formatted(repository, shop.root(), folder, shop.script());
    }

    private static String server(Sshd sshd) {
        return """
                server "127.0.0.1", user: "%s", roles: %%w{app}, ssh_options: {
                  port: %d, keys: ["%s"], keys_only: true, auth_methods: %%w(publickey), forward_agent: false,
                  config: false, user_known_hosts_file: "%s", verify_host_key: :always
                }
                """
                .formatted(Sshd.user(), sshd.port(), sshd.userKey(), sshd.knownHosts());
    }
}
