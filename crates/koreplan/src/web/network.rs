//! Where requests come from, and how many may come from one place.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{extract::ConnectInfo, http::HeaderMap, http::request::Parts};

/// A place requests come from: an IPv4 address, or the /64 of an IPv6 one, which one
/// person may fill with addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network(u64);

/// Above the /64s that are in use: where IPv4 addresses stand.
const IPV4: u64 = u64::MAX << 32;
/// The well-known prefix behind which IPv6-only networks put IPv4 addresses (RFC 6052).
const NAT64: [u16; 6] = [0x64, 0xff9b, 0, 0, 0, 0];

impl Network {
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IPV4 | u64::from(u32::from(address))),
            IpAddr::V6(address) => {
                let parts = address.segments();
                if parts[..6] == NAT64 {
                    let [.., a, b, c, d] = address.octets();
                    return Self::of(Ipv4Addr::new(a, b, c, d).into());
                }
                Self((u128::from(address) >> 64) as u64)
            }
        }
    }

    /// All that one owner may have been given: the /48 around an IPv6 network. An IPv4
    /// address stands alone.
    #[must_use]
    pub fn site(self) -> Self {
        if self.0 >= IPV4 { self } else { Self(self.0 & !0xffff) }
    }

    /// The network of a request. What a proxy says is heard from listed proxies only.
    pub fn behind(proxies: &[IpAddr], parts: &Parts) -> Option<Self> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
        let peer = peer.to_canonical();
        let address = if proxies.contains(&peer) {
            forwarded(proxies, &parts.headers).unwrap_or(peer)
        } else {
            peer
        };
        Some(Self::of(address))
    }
}

/// The last address before our own proxies: further left anybody can write anything.
fn forwarded(proxies: &[IpAddr], headers: &HeaderMap) -> Option<IpAddr> {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|one| one.trim().parse::<IpAddr>().ok())
        .map(|address| address.to_canonical())
        .rfind(|address| !proxies.contains(address))
}

/// Connections that are open, counted by network.
#[derive(Clone, Default)]
pub struct Doors(Arc<Mutex<HashMap<Network, usize>>>);

/// An open connection; its place is free again when this is dropped.
pub struct Door {
    doors: Doors,
    network: Network,
}

impl Doors {
    fn open(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a door, unless `most` are open for that network.
    pub fn enter(&self, network: Network, most: usize) -> Option<Door> {
        let mut open = self.open();
        let count = open.entry(network).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Door { doors: self.clone(), network })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let mut open = self.doors.open();
        if let Some(count) = open.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use proptest::prelude::*;

    use super::*;

    fn network(written: &str) -> Network {
        Network::of(written.parse().unwrap())
    }

    fn behind(proxies: &[&str], peer: &str, forwarded: &[&str]) -> Network {
        let mut request = Request::builder();
        for value in forwarded {
            request = request.header("x-forwarded-for", *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let peer = SocketAddr::new(peer.parse().unwrap(), 1);
        parts.extensions.insert(ConnectInfo(peer));
        let proxies: Vec<IpAddr> = proxies.iter().map(|p| p.parse().unwrap()).collect();
        Network::behind(&proxies, &parts).unwrap()
    }

    #[test]
    fn n04_a_million_addresses_of_one_ipv6_network_are_one_asker() {
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("2001:db8::1").site(), network("2001:db8:0:ffff::1").site());
        assert_ne!(network("2001:db8::1").site(), network("2001:db8:1::1").site());
        assert_ne!(network("10.0.0.1").site(), network("10.0.0.2").site());
    }

    #[test]
    fn n09_an_address_is_the_same_by_every_road() {
        assert_eq!(network("::ffff:10.0.0.1"), network("10.0.0.1"));
        assert_eq!(network("64:ff9b::10.0.0.1"), network("10.0.0.1"));
    }

    #[test]
    fn w12_a_forwarded_address_is_heard_from_listed_proxies_only() {
        let proxy = ["127.0.0.1"];

        let heard = behind(&proxy, "127.0.0.1", &["1.1.1.1, 10.0.0.7"]);
        assert_eq!(heard, network("10.0.0.7"));
        let lied = behind(&proxy, "10.0.0.8", &["1.1.1.1"]);
        assert_eq!(lied, network("10.0.0.8"));
        let through_two = behind(
            &["127.0.0.1", "10.0.0.2"],
            "127.0.0.1",
            &["9.9.9.9, 10.0.0.7", "10.0.0.2"],
        );
        assert_eq!(through_two, network("10.0.0.7"));
        assert_eq!(behind(&proxy, "127.0.0.1", &["nonsense"]), network("127.0.0.1"));
    }

    proptest! {
        #[test]
        fn no_ipv6_network_is_taken_for_an_ipv4_address(high in 0_u64..(0x4000 << 48)) {
            prop_assert!(Network(high) < Network(IPV4));
        }
    }

    #[test]
    fn n10_a_door_that_closes_lets_the_next_one_in() {
        let doors = Doors::default();
        let one = doors.enter(network("10.0.0.1"), 1);
        assert!(one.is_some());
        assert!(doors.enter(network("10.0.0.1"), 1).is_none());
        assert!(doors.enter(network("10.0.0.2"), 1).is_some());
        drop(one);
        assert!(doors.enter(network("10.0.0.1"), 1).is_some());
    }
}
