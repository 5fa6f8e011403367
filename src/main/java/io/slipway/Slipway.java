package io.slipway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Slipway. */
@SpringBootApplication
public class Slipway {

    public static void main(String[] arguments) {
        SpringApplication.run(Slipway.class, arguments);
    }
}
