# A contact centre in two versions. centre.py tells the same, and what is called to make it so.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "address" {}
variable "secret" {}

variable "changed" {
  default = false
}

provider "aws" {
  region     = "us-east-1"
  access_key = "terraform"
  secret_key = var.secret

  endpoints {
    connect = var.address
    iam     = var.address
    sts     = var.address
  }
}

resource "aws_connect_instance" "acme" {
  instance_alias            = "acme"
  identity_management_type  = "CONNECT_MANAGED"
  inbound_calls_enabled     = true
  outbound_calls_enabled    = true
  contact_flow_logs_enabled = var.changed
  tags                      = { team = "sales" }
}

resource "aws_connect_hours_of_operation" "office" {
  instance_id = aws_connect_instance.acme.id
  name        = "Office"
  description = var.changed ? null : "When somebody is there"
  time_zone   = "Europe/Berlin"

  config {
    day = "MONDAY"

    start_time {
      hours   = 8
      minutes = 0
    }

    end_time {
      hours   = var.changed ? 18 : 17
      minutes = 30
    }
  }

  config {
    day = "TUESDAY"

    start_time {
      hours   = 9
      minutes = 0
    }

    end_time {
      hours   = 12
      minutes = 0
    }
  }
}

resource "aws_connect_contact_flow" "whisper" {
  instance_id = aws_connect_instance.acme.id
  name        = "Whisper"
  description = var.changed ? null : "Says who calls"
  type        = "OUTBOUND_WHISPER"
  tags        = { team = var.changed ? "support" : "sales" }

  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "say"
    Actions = [
      {
        Identifier  = "say"
        Type        = "MessageParticipant"
        Parameters  = { Text = var.changed ? "Acme is calling" : "Acme calling" }
        Transitions = { NextAction = "end", Errors = [], Conditions = [] }
      },
      { Identifier = "end", Type = "EndFlowExecution", Parameters = {}, Transitions = {} },
    ]
  })
}

resource "aws_connect_phone_number" "sales" {
  target_arn   = aws_connect_instance.acme.arn
  country_code = "US"
  type         = "DID"
  prefix       = "+1206"
  description  = "Sales"
  tags         = var.changed ? {} : { team = "sales" }
}

resource "aws_connect_quick_connect" "boss" {
  instance_id = aws_connect_instance.acme.id
  name        = "Boss"

  quick_connect_config {
    quick_connect_type = "PHONE_NUMBER"

    phone_config {
      phone_number = var.changed ? "+12065550124" : "+12065550123"
    }
  }
}

resource "aws_connect_quick_connect" "desk" {
  instance_id = aws_connect_instance.acme.id
  name        = var.changed ? "Front desk" : "Desk"
  description = "At the door"
  tags        = { team = "sales" }

  quick_connect_config {
    quick_connect_type = "PHONE_NUMBER"

    phone_config {
      phone_number = "+12065550125"
    }
  }
}

resource "aws_connect_queue" "sales" {
  instance_id  = aws_connect_instance.acme.id
  name         = var.changed ? "Sales and more" : "Sales"
  description  = var.changed ? null : "They sell"
  max_contacts = var.changed ? 20 : 10
  status       = var.changed ? "DISABLED" : "ENABLED"
  tags         = var.changed ? { cost = "42" } : { old = "yes", team = "sales" }

  hours_of_operation_id = (
    var.changed
    ? aws_connect_hours_of_operation.office.hours_of_operation_id
    : data.aws_connect_hours_of_operation.basic.hours_of_operation_id
  )

  quick_connect_ids = [
    var.changed
    ? aws_connect_quick_connect.desk.quick_connect_id
    : aws_connect_quick_connect.boss.quick_connect_id
  ]

  outbound_caller_config {
    outbound_caller_id_name      = var.changed ? "Acme" : "Acme Sales"
    outbound_caller_id_number_id = aws_connect_phone_number.sales.id
    outbound_flow_id = (
      var.changed
      ? data.aws_connect_contact_flow.default.contact_flow_id
      : aws_connect_contact_flow.whisper.contact_flow_id
    )
  }
}

data "aws_connect_instance" "acme" {
  instance_alias = aws_connect_instance.acme.instance_alias
}

data "aws_connect_hours_of_operation" "basic" {
  instance_id = aws_connect_instance.acme.id
  name        = "Basic Hours"
}

data "aws_connect_contact_flow" "default" {
  instance_id = aws_connect_instance.acme.id
  name        = "Default outbound"
}

data "aws_connect_quick_connect" "desk" {
  instance_id = aws_connect_instance.acme.id
  name        = aws_connect_quick_connect.desk.name
}

data "aws_connect_queue" "sales" {
  instance_id = aws_connect_instance.acme.id
  name        = aws_connect_queue.sales.name
}
