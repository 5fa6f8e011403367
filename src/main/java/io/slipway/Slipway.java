package io.slipway;

import io.slipway.catalog.Catalog;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts Slipway. */
@SpringBootApplication
public class Slipway {

    public static void main(String[] arguments) {
        SpringApplication.run(Slipway.class, arguments);
    }

    @Bean
    Catalog catalog(@Value("${slipway.catalog}") Path folder) {
        return Catalog.read(folder);
    }
}
