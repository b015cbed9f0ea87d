package org.p2pvps.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** What the bundles' manifests say. */
class BundleTest {
    private static final String MAY_BE_OPTIONAL =
            "(.*\\.annotations?|javax\\.(naming|xml\\..*)|org\\.(w3c|xml)\\..*|org\\.osgi\\.(framework|util).*|javassist\\.util\\.proxy)";
    private static final Set<String> EXPORTERS = Set.of("org.p2pvps.api", "org.p2pvps.protocol");

    @Test
    void onlyApiAndProtocolExport() {
        List<String> exporters = manifests().stream()
                .filter(manifest -> manifest.getValue("Export-Package") != null)
                .map(BundleTest::name)
                .toList();
        assertThat(exporters).containsExactlyInAnyOrderElementsOf(EXPORTERS);
    }

    @Test
    void nobodyUsesBlueprint() {
        assertThat(Modules.outputs())
                .noneMatch(output -> Files.exists(output.resolve("OSGI-INF/blueprint")))
                .isNotEmpty();
        assertThat(manifests()).noneMatch(manifest -> manifest.getValue("Bundle-Blueprint") != null);
    }

    @Test
    void nobodyHasAnActivator() {
        assertThat(manifests()).noneMatch(manifest -> manifest.getValue("Bundle-Activator") != null);
    }

    /** An optional package may stay unwired when its bundle comes later. Annotations and what Java itself has may be. */
    @Test
    void importsAreMandatory() {
        for (Attributes manifest : manifests()) {
            String imports = String.valueOf(manifest.getValue("Import-Package"));
            List<String> optional = List.of(imports.split(",(?=[a-z])")).stream()
                    .filter(clause -> clause.contains("resolution:=optional"))
                    .filter(clause -> !clause.replaceFirst(";.*", "").matches(MAY_BE_OPTIONAL))
                    .toList();
            assertThat(name(manifest).equals("org.p2pvps.agent") ? List.<String>of() : optional)
                    .as(name(manifest))
                    .isEmpty();
        }
    }

    /** With ours, each of our versions would replace them in a running server, and the library around them be made anew in part. */
    @Test
    void fragmentsHaveTheVersionOfTheLibraryTheyBelongTo() {
        List<Attributes> fragments = manifests().stream()
                .filter(manifest -> manifest.getValue("Fragment-Host") != null)
                .toList();
        assertThat(fragments).isNotEmpty().noneMatch(manifest -> manifest.getValue("Bundle-Version")
                .equals(version("org.p2pvps.localtunnel")));
    }

    private static String version(String name) {
        return manifests().stream()
                .filter(manifest -> name(manifest).equals(name))
                .map(manifest -> manifest.getValue("Bundle-Version"))
                .findAny()
                .orElseThrow();
    }

    private static String name(Attributes manifest) {
        return manifest.getValue("Bundle-SymbolicName").replaceFirst(";.*", "");
    }

    private static List<Attributes> manifests() {
        return Modules.outputs().stream()
                .map(output -> output.resolve("META-INF/MANIFEST.MF"))
                .filter(Files::exists)
                .map(BundleTest::read)
                .toList();
    }

    private static Attributes read(Path manifest) {
        try (InputStream input = Files.newInputStream(manifest)) {
            return new Manifest(input).getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
