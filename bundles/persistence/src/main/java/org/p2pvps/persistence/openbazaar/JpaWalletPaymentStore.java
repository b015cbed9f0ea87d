package org.p2pvps.persistence.openbazaar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.openbazaar.WalletPayment;
import org.p2pvps.api.openbazaar.WalletPaymentStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps them. */
@Component(service = WalletPaymentStore.class)
public final class JpaWalletPaymentStore extends JpaStore<WalletPayment, WalletPaymentEntity>
        implements WalletPaymentStore {
    @Activate
    public JpaWalletPaymentStore(@Reference JpaTransactions transactions) {
        super(
                transactions,
                WalletPaymentEntity.class,
                WalletPaymentEntity::from,
                WalletPaymentEntity::toRecord,
                "createdAt");
    }
}
