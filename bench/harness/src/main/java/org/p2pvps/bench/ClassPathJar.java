package org.p2pvps.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** A jar on the class path, with what its manifest says to OSGi. */
record ClassPathJar(Path file, Optional<String> symbolicName, Optional<String> exports, boolean fragment) {
    static List<ClassPathJar> all() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> read(Path.of(entry)))
                .toList();
    }

    private static ClassPathJar read(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            return new ClassPathJar(
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
