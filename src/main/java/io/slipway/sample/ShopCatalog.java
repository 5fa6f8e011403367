package io.slipway.sample;

import java.nio.file.Path;

/** The catalog's file of the shop. Its times are seconds, so that the sample does not bore; a real catalog's are not. */
final class ShopCatalog {

    private static final String CANARY =
            "{kind: canary, shares: [10, 50], shareTime: PT4S, leastTime: PT10S, longest: PT2M, negligible: 0.02}";

    private ShopCatalog() {}

    static String text(ShopWorld world) {
        var text = new StringBuilder(
                """
                service: shop
                artifacts: %s
                repository: %s
                remote: {url: "%s", productionBranch: main}
                changeKinds: {documentation: [/version.txt]}
                trustedKeys:
                  - {id: %s, file: %s, owner: %s}
                command: [%s, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -Xmx64m, -Dsun.net.httpserver.nodelay=true,
                          -cp, app, shop.Shop, --port, "{port}"]
                health: /health
                keyFlows:
                  - {name: see the catalogue, method: GET, path: /catalogue, expect: {status: 200, contains: items, within: PT2S}}
                  - {name: fill a basket, method: POST, path: /basket, body: tea, expect: {status: 201, contains: basket, within: PT2S}}
                environments:
                """
                        .formatted(
                                world.artifacts(),
                                world.source(),
                                world.remote(),
                                BuildKey.ID,
                                world.folder().resolve("shop-build.pem"),
                                BuildKey.OWNER,
                                Path.of(System.getProperty("java.home"), "bin", "java")));
        ShopWorld.ENVIRONMENTS.forEach(name -> text.append(environment(world, name)));
        return text.toString();
    }

    private static String environment(ShopWorld world, String name) {
        var port = world.gatewayPort(name);
        return """
                  %s:
                    %s
                    variables: %s
                    settlingTime: PT1S
                    verification: {observationTime: PT8S, lookInterval: PT2S, leastRequests: 60, mostErrors: 0.02,
                                   slowerThan: PT0.5S, mostSlow: 0.1}
                    target:
                      kind: process
                      root: %s
                      instances: {one: [%d, %d], two: [%d, %d]}
                      sparePort: %d
                    traffic: {kind: gateway, control: "127.0.0.1:%d", secretFile: %s}
                    monitoring: {kind: direct}
                    address: {url: "http://127.0.0.1:%d"}
                    strategy: %s
                """
                .indent(2)
                .replaceAll("(?m)^  ", "")
                .formatted(
                        name,
                        name.equals("production")
                                ? "after: {environment: staging, soak: PT0S}\n    calendar: {timeZone: %s}"
                                        .formatted(world.timeZone())
                                : "production: false",
                        world.folder().resolve(name + ".env"),
                        world.folder().resolve(name),
                        port + 2,
                        port + 3,
                        port + 4,
                        port + 5,
                        port + 6,
                        world.controlPort(name),
                        world.secret(),
                        port,
                        world.canaries().contains(name) ? CANARY : "{kind: all-at-once}");
    }
}
