package org.p2pvps.api.openbazaar;

import org.p2pvps.api.Store;

/** Keeps payments out of the wallet. */
public interface WalletPaymentStore extends Store<WalletPayment> {}
