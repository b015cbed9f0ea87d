package org.p2pvps.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the bundles' modules compiled to. */
final class Modules {
    private static final Path ROOT = Path.of("../..");

    private Modules() {}

    /** Our own classes, without the libraries that a bundle may have inside. */
    static JavaClasses classes() {
        return new ClassFileImporter()
                .importPaths(outputs().stream()
                        .map(output -> output.resolve("org/p2pvps"))
                        .filter(Files::isDirectory)
                        .toList());
    }

    /** The {@code target/classes} folders of all bundles and of the agent. */
    static List<Path> outputs() {
        try (Stream<Path> bundles = Files.list(ROOT.resolve("bundles"))) {
            return Stream.concat(bundles, Stream.of(ROOT.resolve("agent-bundle")))
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
