package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not a test by its name: {@code bench/run orders} runs it. A real database, the stand-in daemon, the real order desk. */
class OrdersBench {
    private static final int ORDERS = Integer.getInteger("bench.orders", 200);
    private static final int LISTINGS = Integer.getInteger("bench.listings", 10_000);
    private static final double NANOS = 1e9;

    @TempDir
    private Path folder;

    @Test
    void worksOffOrders() throws Exception {
        try (World world = new World(folder)) {
            List<String> orders = new ArrayList<>();
            World.Process process = world.start();
            for (int i = 0; i < ORDERS; i++) {
                world.list();
            }
            process.seller().round();
            for (String slug : world.standIn.store().slugs()) {
                orders.add(world.standIn.store().buy(slug, 2, "bob@example.test", "", false));
            }
            orders.forEach(world.standIn.store()::pay);
            world.standIn.store().mine(1);
            long began = System.nanoTime();
            for (int round = 0; round < 4; round++) {
                process.round();
            }
            double seconds = (System.nanoTime() - began) / NANOS;
            assertThat(orders)
                    .allMatch(order -> world.standIn.store().stateOf(order).equals("FULFILLED"));
            System.out.println("figure orders_per_second " + Math.round(ORDERS / seconds) + " orders/s");
        }
    }

    @Test
    void reconcilesManyListings() throws Exception {
        try (World world = new World(folder)) {
            for (int i = 0; i < LISTINGS; i++) {
                world.list();
            }
            Seller seller = world.start().seller();
            long began = System.nanoTime();
            seller.round();
            System.out.println("figure publish_" + LISTINGS + "_listings_s "
                    + Math.round((System.nanoTime() - began) / NANOS) + " s");
            assertThat(world.standIn.store().slugs()).hasSize(LISTINGS);
            Seller later = world.start().seller();
            began = System.nanoTime();
            later.round();
            System.out.printf("figure reconcile_%d_listings_s %.1f s%n", LISTINGS, (System.nanoTime() - began) / NANOS);
        }
    }
}
