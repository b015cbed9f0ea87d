package org.p2pvps.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** A jar that was built or fetched for this, with what its manifest says to OSGi. */
record HarnessJar(Path file, Optional<String> symbolicName, Optional<String> exports, boolean fragment) {
    static List<HarnessJar> all() {
        return Arrays.stream(System.getProperty("bench.jars").split(java.io.File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> read(Path.of(entry)))
                .toList();
    }

    private static HarnessJar read(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            return new HarnessJar(
                    file,
                    Optional.ofNullable(headers.getValue("Bundle-SymbolicName"))
                            .map(name -> name.split(";")[0].strip()),
                    Optional.ofNullable(headers.getValue("Export-Package")),
                    headers.getValue("Fragment-Host") != null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
