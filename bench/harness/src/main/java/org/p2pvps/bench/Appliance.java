package org.p2pvps.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.site.SiteChoiceStore;

/**
 * The server without its database and site: the bundles {@code tunnel} and {@code localtunnel} as they are, in the framework
 * and with the component runtime of the distribution. Leases come from {@link FixedLeases}, settings from files in Felix's own
 * form in the folder {@code config}.
 */
public final class Appliance {
    /** Lent to the bundles from the class path. */
    private static final Set<String> LENT = Set.of(
            "org.p2pvps.api",
            "org.p2pvps.protocol",
            "slf4j.api",
            "org.osgi.service.event",
            "javax.ws.rs-api",
            "javax.annotation-api",
            "io.swagger.core.v3.swagger-annotations",
            "org.apache.karaf.shell.core");

    /** Of the harness alone. */
    private static final Set<String> UNSEEN = Set.of(
            "org.apache.felix.framework", "org.p2pvps.agent", "slf4j.simple", "net.i2p.crypto.eddsa", "jcl.over.slf4j");

    private Appliance() {}

    /** @param arguments the folder, the number of leases, the devices' key in OpenSSH's one-line form */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        // Libraries look there for classes that they know under the same names: they must not find the class path's.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        Framework framework = new FrameworkFactory().newFramework(settings(folder));
        framework.init();
        BundleContext context = framework.getBundleContext();
        FixedLeases leases = new FixedLeases(Integer.parseInt(arguments[1]), arguments[2]);
        context.registerService(LeaseStore.class, leases, null);
        context.registerService(SiteChoiceStore.class, new FixedChoices(), null);
        List<Bundle> bundles = install(context);
        framework.start();
        bundles.sort(Comparator.comparing(Appliance::startLevel));
        for (Bundle bundle : bundles) {
            start(bundle);
        }
        System.out.println("ready");
        framework.waitForStop(0);
    }

    private static Map<String, String> settings(Path folder) throws IOException {
        return Map.of(
                Constants.FRAMEWORK_STORAGE,
                Files.createTempDirectory(folder, "felix").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                named(LENT::contains).stream()
                        .flatMap(jar -> jar.exports().stream())
                        .collect(Collectors.joining(",")),
                "felix.cm.dir",
                folder.resolve("config").toString());
    }

    private static List<Bundle> install(BundleContext context) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (HarnessJar jar : named(name -> !LENT.contains(name) && !UNSEEN.contains(name))) {
            Bundle bundle = context.installBundle("reference:" + jar.file().toUri());
            if (!jar.fragment()) {
                installed.add(bundle);
            }
        }
        return installed;
    }

    private static int startLevel(Bundle bundle) {
        return switch (bundle.getSymbolicName()) {
            case "org.apache.felix.configadmin" -> 1;
            case "org.apache.felix.scr" -> 2;
            case "org.p2pvps.tunnel", "org.p2pvps.localtunnel" -> 3;
            default -> 0;
        };
    }

    /** A library may want what nobody here uses; our own bundles have to start. */
    private static void start(Bundle bundle) throws BundleException {
        try {
            bundle.start();
        } catch (BundleException e) {
            if (bundle.getSymbolicName().startsWith("org.p2pvps.")) {
                throw e;
            }
            System.out.println("not started: " + e.getMessage());
        }
    }

    private static List<HarnessJar> named(Predicate<String> wanted) {
        return HarnessJar.all().stream()
                .filter(jar -> jar.symbolicName().filter(wanted).isPresent())
                .toList();
    }
}
