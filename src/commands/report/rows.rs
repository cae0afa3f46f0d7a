//! The rows of a report on their way from the fleet to their destination.

use std::collections::HashMap;

use futures::stream::StreamExt;

use crate::aws::fault;
use crate::aws::in_order::{Room, in_order, queues};
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::commands::report::carry;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::report;
use crate::domain::compliance::report::{DetailSubject, Layout, Origin, ReportCell};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::PatchItem;
use crate::error::{Error, Kind, Result};
use crate::files::destination::{Ready, Sink};
use crate::output::csv::{CsvEncoder, Field};
use crate::output::plan::Consented;
use crate::read::fleet::Fleet;

/// How many bytes are collected before they are carried away.
const CHUNK: usize = 256 * 1024;

/// How many patches of later scopes are held while the rows of an earlier one are written: each has
/// about 300 bytes.
const HELD: Room = Room(150_000);

/// What the rows of a report look like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// One row for each node and patch, rather than for each node.
    pub detail: bool,
    /// Which columns.
    pub layout: Layout,
    /// Whether cells stay as they came.
    pub raw_cells: bool,
    /// Whether a byte order mark comes first.
    pub bom: bool,
}

/// One report on its way.
#[derive(Debug)]
pub struct Job<'a> {
    /// The invocation.
    pub context: &'a Context,
    /// What the rows look like.
    pub shape: Shape,
    /// Where patches are asked for.
    pub reach: &'a Reach,
    /// The nodes.
    pub fleet: &'a Fleet,
    /// Instance names that are stronger than the computer name.
    pub names: &'a HashMap<(Scope, NodeId), String>,
    /// What the full layout says of where it is from.
    pub origin: Origin,
}

impl Job<'_> {
    /// Writes all rows and answers what could not be read; whatever stops it, a signal too, takes
    /// everything back first.
    ///
    /// # Errors
    /// When the rows cannot be read or carried away.
    pub async fn write(&self, ready: Ready, consented: &Consented) -> Result<Vec<Unreadable>> {
        let mut sink = ready.begin(consented)?;
        let _held = self.context.interrupt.hold();
        let produced = tokio::select! {
            result = self.produce(&mut sink) => result,
            stopped = self.context.interrupt.error() => Err(stopped),
        };
        carry::settle(self.context, sink, produced).await
    }

    async fn produce(&self, sink: &mut Sink) -> Result<Vec<Unreadable>> {
        let mut out = Rows {
            sink,
            encoder: CsvEncoder::new(self.shape.raw_cells, self.shape.bom),
            index: 0,
        };
        let columns = if self.shape.detail {
            report::detail_header(self.shape.layout)
        } else {
            report::summary_header(self.shape.layout)
        };
        out.header(&columns);
        let faults = if self.shape.detail {
            self.details(&mut out).await?
        } else {
            self.summary(&mut out).await?
        };
        if self.shape.layout == Layout::Full {
            for fault in &self.fleet.unreadable {
                let index = out.next();
                let row = report::unreadable_row(index, fault, &columns, &self.origin);
                out.row(&row).await?;
            }
        }
        // The rest of the last chunk.
        out.flush().await?;
        Ok(faults)
    }

    /// The nodes of the report: in the full layout also those that are gone, which AWS's own layout
    /// has no word for.
    fn nodes(&self) -> impl Iterator<Item = &NodeCompliance> {
        let gone: &[NodeCompliance] = match self.shape.layout {
            Layout::Full => &self.fleet.gone,
            Layout::Aws => &[],
        };
        self.fleet.nodes.iter().chain(gone)
    }

    async fn summary(&self, out: &mut Rows<'_>) -> Result<Vec<Unreadable>> {
        let layout = self.shape.layout;
        let progress = self
            .context
            .ui
            .progress(self.fleet.nodes.len() as u64, "nodes");
        // Row by row into the sink: the report may be larger than memory.
        for node in self.nodes() {
            let index = out.next();
            let name = self.name(node);
            out.row(&report::summary_row(
                index,
                name,
                node,
                layout,
                &self.origin,
            ))
            .await?;
            progress.step();
        }
        Ok(Vec::new())
    }

    /// Nodes are read several at once in each scope and written in their order, so that the same data
    /// gives the same bytes.
    async fn details(&self, out: &mut Rows<'_>) -> Result<Vec<Unreadable>> {
        let progress = self
            .context
            .ui
            .progress(self.fleet.nodes.len() as u64, "nodes");
        let mut faults = Vec::new();
        let queues = queues(self.nodes(), |node| &node.node.scope);
        let answers = in_order(queues, 2 * CALLS_AT_ONCE, HELD, |node| async move {
            let answer = self.items(node).await;
            (answer.as_ref().map_or(1, Vec::len), (node, answer))
        });
        let mut answers = std::pin::pin!(answers);

        while let Some((node, answer)) = answers.next().await {
            match answer {
                Ok(items) => self.node_rows(out, node, &items).await?,
                // Without credentials every node that is left would be unreadable.
                Err(error) if error.kind() == Kind::Credentials => return Err(error),
                Err(error) => {
                    faults.push(unreadable(node, &error));
                    self.detail(out, node, DetailSubject::Unreadable).await?;
                }
            }
            progress.step();
        }
        drop(progress);
        self.context.ui.unreadable(&faults);
        Ok(faults)
    }

    /// The patches of a node, in a stable order. A node that nobody has a word on has none, so that
    /// it is not asked.
    async fn items(&self, node: &NodeCompliance) -> Result<Vec<PatchItem>> {
        if node.report.is_none() && node.aws.is_none() {
            return Ok(Vec::new());
        }
        let site = self
            .reach
            .sites
            .iter()
            .find(|site| site.scope == node.node.scope)
            .expect("every node came from a site");

        let mut items = site.patch_items(&node.node.id).await?;
        // A report that counts patches beside an empty list is no answer about them.
        let counted = node.counts().in_states(&[]);
        if items.is_empty() && counted > 0 {
            let text = format!("the report counts {counted} patches and the list has none");
            return Err(Error::failed(text));
        }
        // AWS's pages come in no order that it promises (SSM API reference, ListComplianceItems).
        items.sort_by(|a, b| {
            (&a.patch.title, &a.patch.kb_id, a.patch.state.as_str()).cmp(&(
                &b.patch.title,
                &b.patch.kb_id,
                b.patch.state.as_str(),
            ))
        });
        Ok(items)
    }

    async fn node_rows(
        &self,
        out: &mut Rows<'_>,
        node: &NodeCompliance,
        items: &[PatchItem],
    ) -> Result<()> {
        // A node without patches has a row too: nobody is left out of the report.
        if items.is_empty() {
            return self.detail(out, node, DetailSubject::NoPatches).await;
        }
        for item in items {
            self.detail(out, node, DetailSubject::Patch(item)).await?;
        }
        Ok(())
    }

    async fn detail(
        &self,
        out: &mut Rows<'_>,
        node: &NodeCompliance,
        subject: DetailSubject<'_>,
    ) -> Result<()> {
        let (index, name) = (out.next(), self.name(node));
        let layout = self.shape.layout;
        let row = report::detail_row(index, name, node, subject, layout, &self.origin);
        out.row(&row).await
    }

    fn name<'b>(&'b self, node: &'b NodeCompliance) -> &'b str {
        if self.names.is_empty() {
            return node.node.label();
        }
        let key = (node.node.scope.clone(), node.node.id.clone());
        self.names
            .get(&key)
            .map_or_else(|| node.node.label(), String::as_str)
    }
}

fn unreadable(node: &NodeCompliance, error: &Error) -> Unreadable {
    fault::unreadable(
        format!("the patches of {}", node.node.id),
        Some(node.node.scope.clone()),
        Some(node.node.id.to_string()),
        error,
    )
}

/// Rows on their way into a sink.
struct Rows<'a> {
    sink: &'a mut Sink,
    encoder: CsvEncoder,
    index: u64,
}

impl Rows<'_> {
    fn next(&mut self) -> u64 {
        self.index += 1;
        self.index
    }

    fn header(&mut self, columns: &[&str]) {
        self.encoder
            .record(columns.iter().map(|column| Field::Own(column)));
    }

    async fn row(&mut self, cells: &[ReportCell<'_>]) -> Result<()> {
        self.encoder.record(cells.iter().map(|cell| match cell {
            ReportCell::Own(text) => Field::Own(text),
            ReportCell::Foreign(text) => Field::Foreign(text),
        }));
        if self.encoder.ready() >= CHUNK {
            self.flush().await
        } else {
            Ok(())
        }
    }

    async fn flush(&mut self) -> Result<()> {
        let bytes = self.encoder.drain();
        self.sink.write(&bytes).await
    }
}
