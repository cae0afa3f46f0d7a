//! The option for EC2 instances that Systems Manager does not know.

use clap::Args;

use crate::domain::fleet::who::Who;

/// Who is looked at beyond the nodes that Systems Manager knows or knew.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct OutsiderArgs {
    /// Also show the EC2 instances of the scope that Systems Manager does not know (needs
    /// ec2:DescribeInstances)
    #[arg(long, help_heading = "Targets")]
    include_unmanaged: bool,
}

impl OutsiderArgs {
    /// Who is read.
    pub fn who(self) -> Who {
        if self.include_unmanaged {
            Who::Everyone
        } else {
            Who::Known
        }
    }
}
